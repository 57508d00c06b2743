package ui

import (
	"context"

	"periscope/model"
)

// Installer is a [Source] whose apps can be installed again with more scopes,
// as those with tokens of today are. An install adds to what the token holds
// and takes nothing away.
type Installer interface {
	// InstallPage is the URL of Slack's page that asks for an install's scopes.
	// It sends nothing. The error is [Explained] when something is not known
	// that the page needs, such as the app's client id.
	InstallPage(key string, i model.Install) (string, error)
	// Install opens Slack's page, waits until somebody has answered it, and
	// stores what the answer brings: for the team of key, and perhaps for another
	// that the source lists from then on. It waits no longer than ctx lives. Of a
	// source that is also a [Stage] nobody is asked: that the person agrees is
	// played before Install is called.
	Install(ctx context.Context, key string, i model.Install) error
	// TryManifest has Slack validate the app's manifest with the install's
	// scopes added, and returns what Slack finds wrong with it; nothing is
	// changed. The error is [Explained] when no configuration token is at hand.
	TryManifest(ctx context.Context, key string, i model.Install) (flaws []string, err error)
}
