package draw

import tea "charm.land/bubbletea/v2"

// Resized undoes what a frame for the size before may have left in the terminal: rows that
// scroll, without the new ones. The renderer names those rows when it scrolls a part of the
// screen, and a terminal that grew meanwhile takes them for all. That puts the cursor into a
// corner, unknown to the renderer, so that all is drawn again.
func Resized() tea.Cmd { return tea.Sequence(tea.Raw("\x1b[r"), tea.ClearScreen) }
