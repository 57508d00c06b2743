package model_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"periscope/model"
)

func TestParseClientSecret(t *testing.T) {
	for _, c := range []struct {
		pasted string
		want   error
	}{
		{" sandbox-client-secret\n", nil},
		{"", model.ErrNoClientSecret},
		{" \n", model.ErrNoClientSecret},
		{"sandbox client", model.ErrClientSecretChars},
		{"sandbox\x00client", model.ErrClientSecretChars},
		{"sandbox…", model.ErrClientSecretChars},
		{strings.Repeat("s", 257), model.ErrClientSecretLong},
	} {
		secret, err := model.ParseClientSecret(c.pasted)
		if !errors.Is(err, c.want) {
			t.Errorf("ParseClientSecret(%q): %v, want %v", c.pasted, err, c.want)
		}
		if err == nil && secret.Reveal() != strings.TrimSpace(c.pasted) {
			t.Errorf("%q is read as something else", c.pasted)
		}
	}
}

func TestClientSecretIsNeverPrinted(t *testing.T) {
	secret, err := model.ParseClientSecret("x" + fakeTail)
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("exchange", "secret", secret)
	marshalled, err := json.Marshal(map[string]any{"secret": secret})
	if err != nil {
		t.Fatal(err)
	}
	outs := []string{log.String(), string(marshalled)}
	for _, wrapped := range []any{secret, &secret, struct{ S model.ClientSecret }{secret}, struct{ s model.ClientSecret }{secret}} {
		for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
			outs = append(outs, fmt.Sprintf(format, wrapped))
		}
	}
	for _, out := range outs {
		if leaks(out) {
			t.Errorf("the secret is told: %s", out)
		}
	}
}
