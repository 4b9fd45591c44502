package lower

// Text returns the text of a cell with blanks for its magics, so that every place stays where it is.
func Text(src string) string {
	if _, text, err := readMagics(src); err == nil {
		return text
	}
	return src
}
