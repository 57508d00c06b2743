package slackapi

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"periscope/slackapi/manifest"
	"periscope/slackapi/text"
)

// ExportManifest calls apps.manifest.export: the manifest of an app as it is at
// Slack now. The token must be a configuration token of a person who may see it.
func (c *Client) ExportManifest(ctx context.Context, appID string) (*manifest.Manifest, error) {
	const method = "apps.manifest.export"
	r, err := call[exportReply](ctx, c, method, url.Values{"app_id": {appID}})
	if err != nil {
		return nil, err
	}
	m, err := manifest.Parse(r.Manifest)
	if wrong, ok := errors.AsType[*manifest.Error](err); ok {
		return nil, c.incomplete(method, "holds no manifest: "+wrong.Reason)
	}
	return m, err
}

type exportReply struct {
	envelope
	Manifest json.RawMessage `json:"manifest"`
}

// ManifestFlaw is what Slack finds wrong with a manifest.
type ManifestFlaw struct {
	Message string
	Pointer string // where: "/oauth_config/scopes/bot/1"; may be empty
}

// ValidateManifest calls apps.manifest.validate: what Slack would refuse of m,
// nothing if it would take it. With an appID, m is checked as a change to that
// app. Nothing changes at Slack. The token must be a configuration token.
func (c *Client) ValidateManifest(ctx context.Context, m *manifest.Manifest, appID string) ([]ManifestFlaw, error) {
	text, err := m.MarshalJSON()
	if err != nil {
		return nil, fmt.Errorf("validating a manifest: %w", err)
	}
	args := url.Values{"manifest": {string(text)}}
	if appID != "" {
		args.Set("app_id", appID)
	}
	r, err := call[validateReply](ctx, c, "apps.manifest.validate", args)
	if refused, ok := errors.AsType[*Error](err); ok && refused.Code == "invalid_manifest" && len(r.Errors) > 0 {
		err = nil // it is the answer to what was asked
	}
	if err != nil {
		return nil, err
	}
	return r.flaws(), nil
}

type validateReply struct {
	envelope
	Errors []flawReply `json:"errors"`
}

func (r *validateReply) flaws() []ManifestFlaw {
	var flaws []ManifestFlaw
	for _, f := range r.Errors {
		flaws = append(flaws, ManifestFlaw{cmp.Or(string(f.Message), "Slack gives no reason"), string(f.Pointer)})
	}
	return flaws
}

// flawReply is an object in Slack's examples, and a string in its specification.
// What is neither is a flaw without a message.
type flawReply struct {
	Message text.Safe `json:"message"`
	Pointer text.Safe `json:"pointer"`
}

func (f *flawReply) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &f.Message) == nil {
		return nil
	}
	type object flawReply
	_ = json.Unmarshal(b, (*object)(f))
	return nil
}
