package lower

// InstallUsing is the text that a cell with using begins with.
var InstallUsing = installUsing
