package world

import "testing"

func TestMayRedirect(t *testing.T) {
	t.Parallel()
	app := App{RedirectURIs: []string{"http://127.0.0.1/callback", "http://localhost/"}}
	for to, want := range map[string]bool{
		"http://127.0.0.1/callback":         true,
		"http://127.0.0.1:3000/callback/in": true, // any port, and paths below
		"http://localhost:9/anything":       true,
		"https://127.0.0.1/callback":        false,
		"http://127.0.0.1/":                 false,
		"http://127.0.0.1/callbacks":        false,
		"http://127.0.0.1/callback/../in":   false,
		"http://[::1]/callback":             false,
		"http://example.com/callback":       false,
	} {
		if got := app.MayRedirect(to); got != want {
			t.Errorf("%s: %v, want %v", to, got, want)
		}
	}
}
