package model

import (
	"periscope/model/catalog"
)

// UnknownMethodError says that what was typed names no Web API method.
type UnknownMethodError struct {
	Typed string   // without what could harm a terminal, and cut when long
	Near  []string // methods that may have been meant, nearest first
}

func (e *UnknownMethodError) Error() string { return "Slack documents no method named " + e.Typed }

// FindMethod finds the Web API method that people mean by what they type: its
// name in any of the spellings of Slack's SDKs, or the URL of its page.
func FindMethod(typed string) (catalog.Method, error) {
	if m, ok := catalog.LookupMethod(typed); ok {
		return m, nil
	}
	return catalog.Method{}, &UnknownMethodError{Typed: typed}
}
