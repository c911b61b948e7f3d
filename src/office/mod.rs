//! Office files in and out: rosters as CSV, TSV or workbooks in any encoding. Bytes in, rows out.
