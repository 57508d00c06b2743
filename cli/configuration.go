package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// configured is a configuration token at work: what reads and tries the manifests of apps.
type configured struct{ *slackapi.Client }

// configuration opens the stored configuration token with a key or, where that is
// empty, the one of a team. apiURL is the server that the user chose, or empty.
func (s *teams) configuration(
	ctx context.Context, key string, team model.TeamID, apiURL string, renew bool, opts ...slackapi.Option,
) (configured, error) {
	entry, err := s.configurationEntry(key, team)
	if err != nil {
		return configured{}, err
	}
	apiURL = cmp.Or(apiURL, entry.APIURL, slackapi.DefaultURL)
	c, err := s.usable(ctx, entry, apiURL, renew)
	if err != nil {
		return configured{}, withCommand(err)
	}
	client, err := slackapi.New(apiURL, c.Token, opts...)
	return configured{client}, err
}

func (s *teams) configurationEntry(key string, team model.TeamID) (keystore.Entry, error) {
	if key != "" {
		entry, err := s.Find(key)
		if err == nil && entry.Kind != catalog.Configuration {
			err = &failure{
				"wrong_token_kind", statusUsage,
				fmt.Sprintf("the token of %s is %s token, and manifests are read with a configuration token", key, withArticle(entry.Kind)),
				"Store the one of https://api.slack.com/apps with `periscope team add`.",
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
		return keystore.Entry{}, errNoConfiguration
	}
	return entries[at], nil
}

var errNoConfiguration error = &failure{
	"no_configuration_token", statusUsage,
	"No configuration token is stored for this team, and without one Slack neither shows nor checks manifests.",
	"Make one on https://api.slack.com/apps, and store it with `periscope team add`.",
}

var errNoAppID error = &failure{
	"no_app_id", statusUsage,
	"It is not known which app this token is of, and so not which manifest to read.",
	"Name the app with --app-id, or its manifest with --manifest FILE.",
}

// manifest reads the manifest of an app from Slack.
func (c configured) manifest(ctx context.Context, appID string) (*slackapi.Manifest, error) {
	if appID == "" {
		return nil, errNoAppID
	}
	return c.ExportManifest(ctx, appID)
}
