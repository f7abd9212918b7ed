/// Plot: figures, tables and cards as text.
///
/// Everything here is a pure function from values to `StyledText` lines. A line is made of spans, each with a `Role`
/// (what the text is) instead of a colour; a `Theme` turns roles into escape codes, or into nothing. `Glyphs` says which
/// characters may be used: braille and blocks, or plain ASCII.
