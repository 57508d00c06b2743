// Package schemas has the JSON Schema of every document that a command prints with
// --json. Tests hold what is printed against them; the program itself does not import it.
//
// The files are made from the Go types and their comments: (cd tools && go run ./schemas .. ../docs/schemas).
package schemas

import "embed"

// Files has one file for each schema: info.v1.json is that of "periscope.info/v1".
//
//go:embed *.json
var Files embed.FS
