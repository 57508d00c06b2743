package explore

import (
	"context"
	"errors"
	"strings"
	"testing"

	"periscope/keystore"
	"periscope/model"
	"periscope/ui"
)

// TestErrorsNameTheCommandToType: the explorer shows errors as its source gives them.
func TestErrorsNameTheCommandToType(t *testing.T) {
	t.Parallel()
	locked := func(context.Context) (model.Token, error) { return model.Token{}, keystore.ErrKeyringLocked }
	s := NewSource([]Account{{Team: ui.Team{Key: "acme/bot"}, Token: locked}}, nil)
	_, err := s.Identify(t.Context(), "acme/bot")
	explained, ok := errors.AsType[model.Explained](err)
	if !ok || !errors.Is(err, keystore.ErrKeyringLocked) || !strings.Contains(explained.NextStep(), "--store file") {
		t.Errorf("Identify: %v, which does not say --store file", err)
	}
}
