//! Memory that cannot be had: the program says so and ends, where Rust would abort.

// To hand out memory is unsafe to declare. This passes everything on to the system's allocator.
#![allow(unsafe_code, reason = "an allocator cannot be declared without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::{self, Write as _};
use std::process;

use stackwise::internals::error::Exit;

/// The system's allocator, which is not asked twice.
struct Allocator;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        given(unsafe { System.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        given(unsafe { System.alloc_zeroed(layout) })
    }

    unsafe fn realloc(&self, start: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        given(unsafe { System.realloc(start, layout, size) })
    }

    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        unsafe { System.dealloc(start, layout) }
    }
}

#[inline]
fn given(start: *mut u8) -> *mut u8 {
    if start.is_null() {
        end();
    }
    start
}

/// Says what is wrong without any further memory. A transaction that was begun is undone, as when the
/// program is killed.
#[cold]
fn end() -> ! {
    let message = b"error: there is not enough memory\n\
                    hint: free some memory and try again, or raise its limit (`ulimit -v`)\n";
    let _ = io::stderr().write_all(message);
    process::exit(Exit::Failed.code().into());
}
