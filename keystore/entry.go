package keystore

import (
	"cmp"
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
	// Key is what the user calls the token by: the team and the token's name,
	// "acme/bot". It is also the account name in the place of the token, and
	// never changes while the token is stored.
	Key      string            `json:"key"`
	Store    Place             `json:"store"`
	TeamID   model.TeamID      `json:"team_id"`
	TeamName string            `json:"team_name"`
	URL      string            `json:"url"`
	Kind     catalog.TokenKind `json:"kind"`
	Redacted string            `json:"redacted"`
	AddedAt  time.Time         `json:"added_at"`
	// APIURL is the server that the token belongs to; empty for Slack's own.
	APIURL string `json:"api_url,omitempty"`
	// Rotates: the token runs out, at ExpiresAt if that is known, and is stored
	// with what renews it.
	Rotates   bool      `json:"rotates,omitempty"`
	ExpiresAt time.Time `json:"expires_at,omitzero"`
	// AppID and ClientID are the app that the token is of, as far as they are known.
	AppID    string `json:"app_id,omitempty"`
	ClientID string `json:"client_id,omitempty"`
	// Signs: the app's signing secret is stored with the token.
	Signs bool `json:"signs,omitempty"`
}

func (e Entry) slot() slot { return slot{e.Key, e.Store} }

// storable are the kinds of token that speak for an app in a team, or for
// somebody's right to change apps.
var storable = []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken, catalog.Configuration}

// Storable reports whether tokens of a kind may be stored: nil, or a [*KindError].
func Storable(kind catalog.TokenKind) error {
	if !slices.Contains(storable, kind) {
		return &KindError{kind}
	}
	return nil
}

// CheckName reports whether a token may have a name: nil, or a [*NameError].
func CheckName(name string) error {
	if !plain(name) {
		return &NameError{name}
	}
	return nil
}

// keyFor makes the key for a team's token, "acme/bot": what the team goes by,
// and the name, for which the kind stands in.
func keyFor(ix index, team model.Team, name string, kind catalog.TokenKind) (string, error) {
	called, err := callName(ix, team)
	return called + "/" + cmp.Or(name, string(kind)), err
}

// callName is what a team goes by in keys: what it is called already, else its
// domain or, where that is not known, its name. Where another team goes by that,
// or there is none, its id.
func callName(ix index, team model.Team) (string, error) {
	taken := map[string]bool{}
	for _, e := range ix.Teams {
		called, _, _ := strings.Cut(e.Key, "/")
		if e.TeamID == team.ID {
			return called, nil
		}
		taken[called] = true
	}
	for _, name := range []string{cmp.Or(domain(team.URL), hyphened(team.Name)), string(team.ID)} {
		if plain(name) && !taken[name] {
			return name, nil
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

// hyphened is a name as a domain would have it: "acme-hq" of "Acme HQ". What an
// installation brings is stored before Slack can be asked for the domain.
func hyphened(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !plain(string(r)) })
	return strings.Join(words, "-")
}

// plain reports whether a name can be typed in a shell without quotes.
func plain(name string) bool {
	return name != "" && len(name) <= 64 && !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
	})
}
