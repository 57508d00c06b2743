package draw

import tea "charm.land/bubbletea/v2"

// Redraw resets the rows that scroll, and draws the whole screen again. It is for a terminal
// that changed its size. When the renderer scrolls a part of the screen it names the rows of
// that part, and a terminal that grew meanwhile keeps scrolling them alone. The reset moves the
// cursor to a corner, which the renderer does not know, so the whole screen is drawn again.
func Redraw() tea.Cmd { return tea.Sequence(tea.Raw("\x1b[r"), tea.ClearScreen) }
