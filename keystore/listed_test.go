package keystore

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// TestListTakesNoSecret: what is pasted in the place of a name or a client id would stand
// in the list in clear.
func TestListTakesNoSecret(t *testing.T) {
	t.Parallel()
	hex := strings.Repeat("0a", 16)
	for what, c := range map[string]struct {
		change func(*Addition)
		want   error // nil: any
	}{
		"a name":                     {func(a *Addition) { a.Name = "xoxb-sandbox-other" }, nil},
		"a secret for a name":        {func(a *Addition) { a.Name = hex }, nil},
		"a client id":                {func(a *Addition) { a.ClientID = "xoxb-sandbox-other" }, ErrSecretInList},
		"a secret for the client id": {func(a *Addition) { a.ClientID = hex }, ErrSecretInList},
		"the client id of a pair": {func(a *Addition) {
			a.Credential = rotatingPair("old1")
			a.Renewal.ClientID = "xoxb-sandbox-other"
		}, ErrSecretInList},
		"an app":               {func(a *Addition) { a.AppID = "xoxb-sandbox-other" }, ErrSecretInList},
		"an address":           {func(a *Addition) { a.APIURL = "http://127.0.0.1/xoxb-sandbox-other/" }, ErrSecretInList},
		"an encoded one in it": {func(a *Addition) { a.APIURL = "http://127.0.0.1/xoxb%2dsandbox-other/" }, ErrSecretInList},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s := New(dir, inKeyring(Memory()))
			a := Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-acme"), Backend: BackendKeyring, At: noon}
			c.change(&a)
			_, _, err := s.Add(t.Context(), a)
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("stored with %v", err)
			}
			if content, err := os.ReadFile(listPath(s)); err == nil {
				t.Errorf("the list is %s", content)
			}
		})
	}
}

// TestLinkThatLeadsNowhereIsNoFile: the passphrase of a new file is asked for twice.
func TestLinkThatLeadsNowhereIsNoFile(t *testing.T) {
	t.Parallel()
	f := sealedFile(t.TempDir())
	if err := os.Symlink(f.path+"-elsewhere", f.path); err != nil {
		t.Skipf("no links here: %v", err)
	}
	if exists, err := f.Exists(); exists || err != nil {
		t.Errorf("there is a file: %v, %v", exists, err)
	}
}

func TestNoConfigurationDirectory(t *testing.T) {
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData", "home"} {
		t.Setenv(name, "")
	}
	_, err := Dir(func(string) string { return "" })
	if e, ok := errors.AsType[*DirError](err); !ok || e.Sentence() == "" || !strings.Contains(e.NextStep(), "PERISCOPE_CONFIG_DIR") {
		t.Errorf("%v", err)
	}
}
