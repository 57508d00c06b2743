package describe

import (
	"testing"

	"periscope/model/catalog"
)

func TestOwner(t *testing.T) {
	t.Parallel()
	for kind, want := range map[catalog.TokenKind]string{catalog.Bot: "the bot", catalog.UserToken: "the user", catalog.Workspace: "the app", "": "the app"} {
		if got := Owner(kind); got != want {
			t.Errorf("owner of %q tokens: %s, want %s", kind, got, want)
		}
	}
}
