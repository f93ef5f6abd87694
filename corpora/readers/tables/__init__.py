"""The table family: anything with rows and columns, whatever file it comes in.

`table` is what every kind of file is opened as; `delimited`, `objects`, `columnar` and `sheets`
open them; `columns` decides what the columns mean; `contacts`, `pages` and `events` turn rows
into raw records.
"""
