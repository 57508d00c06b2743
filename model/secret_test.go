package model_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"periscope/model"
)

func TestParseClientSecret(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
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

const fakeSecret = "unprintable0123456789abcdefghijk"

func signingSecret(t testing.TB) model.SigningSecret {
	t.Helper()
	secret, err := model.ParseSigningSecret(fakeSecret)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func TestParseSigningSecret(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]error{
		fakeSecret:                  nil,
		"\n " + fakeSecret + "\r\n": nil,
		"":                          model.ErrNoSigningSecret,
		" \n":                       model.ErrNoSigningSecret,
		"two words and some more":   model.ErrSigningSecretChars,
		"bell\a" + fakeSecret:       model.ErrSigningSecretChars,
		"ä" + fakeSecret:            model.ErrSigningSecretChars,
		"t0o-sh0rt":                 model.ErrSigningSecretShort,
		strings.Repeat("s", 257):    model.ErrSigningSecretLong,
	} {
		secret, err := model.ParseSigningSecret(typed)
		if !errors.Is(err, want) || secret.IsZero() != (want != nil) {
			t.Errorf("%q: %v, want %v", typed, err, want)
		}
		if err != nil && len(typed) > 4 && strings.Contains(err.Error(), typed) {
			t.Errorf("the error repeats what was typed: %v", err)
		}
	}
}

func TestSigningSecretsAreNotPrinted(t *testing.T) {
	t.Parallel()
	type hidden struct{ secret model.SigningSecret }
	secret := signingSecret(t)
	for name, v := range map[string]any{
		"itself": secret, "pointer": &secret, "field": hidden{secret}, "field of pointer": &hidden{secret},
		"list": []model.SigningSecret{secret}, "key": map[model.SigningSecret]int{secret: 1},
	} {
		for _, verb := range "vsqxXdobcUtTeEfFgGpw!z%" {
			for _, flag := range []string{"", "+", "#", " ", "+#", "-40", ".50"} {
				shown := fmt.Sprintf("%"+flag+string(verb), v)
				if strings.Contains(shown, "unprintable") || strings.Contains(strings.ToLower(shown), fmt.Sprintf("%x", "unprintable")) {
					t.Fatalf("%%%s%c of the %s prints it", flag, verb, name)
				}
			}
		}
	}
	asJSON, _ := json.Marshal(map[string]any{"secret": secret, "list": []any{&secret}})
	asXML, _ := xml.Marshal(secret)
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("heard", "secret", secret, "pointer", &secret)
	for _, shown := range []string{string(asJSON), string(asXML), log.String()} {
		if strings.Contains(shown, "unprintable") || !strings.Contains(shown, "signing secret") {
			t.Errorf("written as %s", shown)
		}
	}
	if got := fmt.Sprintf("%v %#v %v", secret, secret, model.SigningSecret{}); got != "(signing secret) model.SigningSecret(signing secret) (no signing secret)" {
		t.Errorf("printed as %s", got)
	}
}
