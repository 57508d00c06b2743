package token

import (
	"periscope/model"
	"periscope/model/catalog"
)

// TeamDocument is a team in JSON output.
type TeamDocument struct {
	ID   model.TeamID `json:"id"`
	Name string       `json:"name"`
	URL  string       `json:"url"`
}

// Document is a token in JSON output. It holds no secret.
type Document struct {
	Kind     catalog.TokenKind `json:"kind"`
	Redacted string            `json:"redacted"`
}
