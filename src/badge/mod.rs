//! The badge press: badge code 1, the framer that finds codes in key strokes, and QR squares. No IO.
