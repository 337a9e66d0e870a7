/*
 * Where the program starts, before the C library's own start. A program that can be at any address first
 * writes some ten thousand addresses into its data, each page of which would be a page fault. This has the
 * kernel get these pages ready at once (madvise, MADV_POPULATE_WRITE). A kernel before Linux 5.14 refuses,
 * and they come one by one as they always did.
 */
    .text
    .globl stackwise_start
    .type stackwise_start, @function
stackwise_start:
    mov %rdx, %r12
    lea __init_array_start(%rip), %rdi
    and $-4096, %rdi
    lea _edata(%rip), %rsi
    sub %rdi, %rsi
    mov $23, %edx
    mov $28, %eax
    syscall
    mov %r12, %rdx
    jmp _start
    .size stackwise_start, . - stackwise_start
    .section .note.GNU-stack, "", @progbits
