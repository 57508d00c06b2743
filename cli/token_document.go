package cli

import (
	"periscope/model"
	"periscope/model/catalog"
)

type teamDocument struct {
	ID   model.TeamID `json:"id"`
	Name string       `json:"name"`
	URL  string       `json:"url"`
}

type tokenDocument struct {
	Kind     catalog.TokenKind `json:"kind"`
	Redacted string            `json:"redacted"`
}
