package token

import (
	"periscope/model"
	"periscope/model/catalog"
)

type TeamDocument struct {
	ID   model.TeamID `json:"id"`
	Name string       `json:"name"`
	URL  string       `json:"url"`
}

type TokenDocument struct {
	Kind     catalog.TokenKind `json:"kind"`
	Redacted string            `json:"redacted"`
}
