package keystore

import (
	"errors"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// TestRefusedKinds: each kind that is not kept has a sentence of its own.
func TestRefusedKinds(t *testing.T) {
	t.Parallel()
	said := map[string]catalog.TokenKind{}
	for _, secret := range []string{"xapp-sandbox", "xwfp-sandbox", "xoxc-sandbox", "xoxo-sandbox", "xoxe-sandbox", "xoxr-sandbox"} {
		token, err := model.ParseToken(secret)
		if err != nil {
			t.Fatal(err)
		}
		err = Storable(token.Kind())
		refused, ok := errors.AsType[*KindError](err)
		if !ok || refused.NextStep() == "" || !strings.Contains(refused.Sentence(), secret[:4]) {
			t.Errorf("%s: %v", secret, err)
			continue
		}
		if other, twice := said[refused.Sentence()]; twice {
			t.Errorf("the same is said of %s and %s tokens", other, token.Kind())
		}
		said[refused.Sentence()] = token.Kind()
	}
	if err := Storable(catalog.UnknownKind); err == nil {
		t.Error("a token of no known kind would be stored")
	}
	for _, kind := range []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken, catalog.Configuration} {
		if err := Storable(kind); err != nil {
			t.Error(err)
		}
	}
}
