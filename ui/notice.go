package ui

import (
	"errors"
	"strings"
)

// notice fills an empty pane with sentences, the first one in ordinary text and
// the others dim, wrapped to the pane.
func notice(st styles, in rect, sentences ...string) []string {
	var rows []string
	for i, sentence := range sentences {
		if i > 0 {
			rows = append(rows, strings.Repeat(" ", in.w))
		}
		style := st.dim
		if i == 0 {
			style = st.text
		}
		for _, l := range wrap(sentence, max(1, in.w-2)) {
			rows = append(rows, style.Render(fit(" "+l, in.w)))
		}
	}
	return rows[:min(len(rows), in.h)]
}

// explain says in plain words what went wrong and what to do next.
func explain(err error) (sentence, next string) {
	if e, ok := errors.AsType[Explained](err); ok {
		return e.Sentence(), e.NextStep()
	}
	return err.Error(), "press r to try again"
}
