package keystore

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// Entry is what the list holds about one stored token. None of it is secret.
type Entry struct {
	// Key is what the user calls the token by: "acme/bot". It is also the
	// account name in the keyring, and never changes while the token is stored.
	Key      string            `json:"key"`
	TeamID   model.TeamID      `json:"team_id"`
	TeamName string            `json:"team_name"`
	URL      string            `json:"url"`
	Kind     catalog.TokenKind `json:"kind"`
	Redacted string            `json:"redacted"`
	AddedAt  time.Time         `json:"added_at"`
	// APIURL is the server that the token belongs to; empty for Slack's own.
	APIURL string `json:"api_url,omitempty"`
}

// storable are the kinds of token that speak for an app in a team.
var storable = []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken}

// Storable reports whether tokens of a kind may be stored: nil, or a [*KindError].
func Storable(kind catalog.TokenKind) error {
	if !slices.Contains(storable, kind) {
		return &KindError{kind}
	}
	return nil
}

// keyFor makes the key for a team's token: the team's domain and the kind,
// "acme/bot". Where another team already goes by that domain, or there is
// none, the team's id takes its place.
func keyFor(team model.Team, kind catalog.TokenKind, taken func(key string) bool) (string, error) {
	for _, name := range []string{domain(team.URL), string(team.ID)} {
		if key := name + "/" + string(kind); plain(name) && !taken(key) {
			return key, nil
		}
	}
	return "", errors.New("slack did not say which team the token belongs to")
}

// domain is the first label of a team's address: "acme" of "https://acme.slack.com/".
func domain(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	label, _, _ := strings.Cut(u.Hostname(), ".")
	return strings.ToLower(label)
}

// plain reports whether a name can be typed in a shell without quotes.
func plain(name string) bool {
	return name != "" && len(name) <= 64 && !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
	})
}
