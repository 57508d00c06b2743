package ui

import (
	"errors"
)

// explain says in plain words what went wrong and what to do next.
func explain(err error) (sentence, next string) {
	if e, ok := errors.AsType[Explained](err); ok {
		return e.Sentence(), e.NextStep()
	}
	return err.Error(), "press r to try again"
}
