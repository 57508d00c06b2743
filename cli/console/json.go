package console

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"
)

// ErrorDocument is an error as --json prints it.
type ErrorDocument struct {
	Schema string    `json:"schema"` // "periscope.error/v1"
	Error  errorBody `json:"error"`
}

type errorBody struct {
	Code     string `json:"code"`
	Message  string `json:"message"`
	NextStep string `json:"next_step"`
}

// RegisterJSON gives a command the flag --json.
func RegisterJSON(cmd *cobra.Command, json *bool) {
	cmd.Flags().BoolVar(json, "json", false, "print one JSON object")
}

// WantsJSON reports whether the command line asks for JSON, even if it cannot be
// parsed: a program that reads the output reads errors as JSON too.
func WantsJSON(args []string) bool {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	return wantsFormat(args, JSONFormat) || slices.Contains(args, "--json") || slices.Contains(args, "--json=true")
}

// WriteJSON prints one object, for people and programs alike.
func WriteJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

// WriteJSONLine prints one object on one line, whose end tells a script that it is complete.
func WriteJSONLine(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// JSONArray copies a slice. Where it is nil the copy is empty, which is [] in JSON and not null.
func JSONArray[T any](s []T) []T { return append([]T{}, s...) }
