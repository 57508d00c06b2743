package token

import (
	"context"
	"fmt"
	"slices"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/manifest"
)

// ConfigurationClient is a client with a configuration token: it reads and validates
// the manifests of apps.
type ConfigurationClient struct{ *slackapi.Client }

// Configuration opens the stored configuration token with a key or, where that is
// empty, the one of a team. apiURL is the server that the user chose, or empty.
func (s *Store) Configuration(
	ctx context.Context, key string, team model.TeamID, apiURL string, renew bool, opts ...slackapi.Option,
) (ConfigurationClient, error) {
	entry, err := s.configurationEntry(key, team)
	if err != nil {
		return ConfigurationClient{}, err
	}
	apiURL, err = s.Server(ctx, entry, apiURL)
	if err != nil {
		return ConfigurationClient{}, err
	}
	c, err := s.usableCredential(ctx, entry, apiURL, renew)
	if err != nil {
		return ConfigurationClient{}, err
	}
	client, err := slackapi.New(apiURL, c.Token, opts...)
	return ConfigurationClient{client}, err
}

func (s *Store) configurationEntry(key string, team model.TeamID) (keystore.Entry, error) {
	if key != "" {
		entry, err := s.Find(key)
		if err == nil && entry.Kind != catalog.Configuration {
			err = &console.Error{
				Code: "wrong_token_kind", Status: console.StatusUsage,
				Message: fmt.Sprintf("the token of %s is %s token, and manifests are read with a configuration token",
					key, console.WithArticle(entry.Kind)),
				Next: "Store the one of https://api.slack.com/apps with `periscope team add`.",
			}
		}
		return entry, err
	}
	entries, err := s.List()
	if err != nil {
		return keystore.Entry{}, err
	}
	at := slices.IndexFunc(entries, func(e keystore.Entry) bool {
		return e.Kind == catalog.Configuration && e.TeamID == team && team != ""
	})
	if at < 0 {
		return keystore.Entry{}, ErrNoConfiguration
	}
	return entries[at], nil
}

// ErrNoConfiguration says that a team has no configuration token stored.
var ErrNoConfiguration error = &console.Error{
	Code: "no_configuration_token", Status: console.StatusUsage,
	Message: "No configuration token is stored for this team, and without one Slack neither shows nor checks manifests.",
	Next:    "Make one on https://api.slack.com/apps, and store it with `periscope team add`.",
}

// errNoAppID says that the app whose manifest is wanted is not known.
var errNoAppID error = &console.Error{
	Code: "no_app_id", Status: console.StatusUsage,
	Message: "It is not known which app this token is of, and so not which manifest to read.",
	Next:    "Name the app with --app-id, or its manifest with --manifest FILE.",
}

// Manifest reads the manifest of an app from Slack.
func (c ConfigurationClient) Manifest(ctx context.Context, appID string) (*manifest.Manifest, error) {
	if appID == "" {
		return nil, errNoAppID
	}
	return c.ExportManifest(ctx, appID)
}
