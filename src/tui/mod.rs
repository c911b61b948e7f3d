//! The full-screen window on the clerk.
