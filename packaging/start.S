/*
 * The entry point, before the C library's. A position-independent program first applies some ten thousand
 * relocations to its data, with a page fault for each page. This asks the kernel to prepare all these pages at
 * once (madvise, MADV_POPULATE_WRITE). Before Linux 5.14 the call fails, and pages fault in one by one.
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
