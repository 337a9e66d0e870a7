//! Records, and what they become.
