//! The one integration-test binary: stories, screens, real processes.
