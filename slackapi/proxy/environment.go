package proxy

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Variables of the environment that lead an app to the proxy.
const (
	// BaseURLVar is the base URL of the Web API, for SDKs that are told it.
	BaseURLVar = "SLACK_API_URL"
	shimVar    = "PERISCOPE_WATCH_URL" // where the shim sends calls
)

//go:embed shim.cjs
var shim []byte

// rootFiles are where systems keep the certificates that they trust, in one file.
var rootFiles = []string{
	"/etc/ssl/certs/ca-certificates.crt",                // Debian, Alpine
	"/etc/pki/tls/certs/ca-bundle.crt",                  // Fedora
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // RHEL
	"/etc/ssl/ca-bundle.pem",                            // openSUSE
	"/etc/ssl/cert.pem",                                 // macOS, BSD
}

// rootVars are the variables that name a file of certificates to trust instead of the
// system's: of OpenSSL, Go, Ruby, and Python's ssl; of Python's requests; of curl; of Deno.
var rootVars = []string{"SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "DENO_CERT"}

// nodeRootsVar names certificates that Node trusts besides its own.
const nodeRootsVar = "NODE_EXTRA_CA_CERTS"

// Environment is what a command finds in its environment, so that its calls come to a
// proxy though it was not told of one.
type Environment struct {
	vars []string // as os.Environ
	dir  string   // of files that the variables name; empty: there is none
}

// BaseURLEnvironment names the proxy as the base URL, and changes nothing else.
func BaseURLEnvironment(environ []string, proxyURL string) *Environment {
	return &Environment{vars: set(environ, BaseURLVar, proxyURL+"/api/")}
}

// NewEnvironment adds to an environment what leads to the proxy the calls of programs that
// are told no base URL. It writes the shim and certificates to a directory that only this
// user can read; [Environment.Remove] removes it.
func NewEnvironment(environ []string, proxyURL string, authority *Authority) (*Environment, error) {
	dir, err := os.MkdirTemp("", "periscope-watch-")
	if err != nil {
		return nil, fmt.Errorf("making a directory for the shim: %w", err)
	}
	e := BaseURLEnvironment(environ, proxyURL)
	e.dir = dir
	if err := e.addShim(proxyURL); err != nil {
		return nil, errors.Join(err, e.Remove())
	}
	if err := e.addRoots(authority); err != nil {
		return nil, errors.Join(err, e.Remove())
	}
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
		e.vars = set(e.vars, name, proxyURL)
	}
	return e, nil
}

// Vars is the environment, as os.Environ.
func (e *Environment) Vars() []string { return e.vars }

// Remove removes the files that the variables name.
func (e *Environment) Remove() error {
	if e.dir == "" {
		return nil
	}
	return os.RemoveAll(e.dir)
}

func (e *Environment) write(name string, content []byte) (path string, err error) {
	path = filepath.Join(e.dir, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return "", fmt.Errorf("writing %s: %w", name, err)
	}
	return path, nil
}

func (e *Environment) addShim(proxyURL string) error {
	path, err := e.write("shim.cjs", shim)
	if err != nil {
		return err
	}
	option := "--require=" + quoteNodeOption(path)
	if before := get(e.vars, "NODE_OPTIONS"); before != "" {
		option = before + " " + option
	}
	e.vars = set(e.vars, "NODE_OPTIONS", option)
	e.vars = set(e.vars, shimVar, proxyURL)
	return nil
}

// quoteNodeOption writes a path as NODE_OPTIONS wants it.
func quoteNodeOption(path string) string {
	if !strings.ContainsAny(path, " \"\\") {
		return path
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(path) + `"`
}

// addRoots has programs trust the authority beside what they trusted before. Where no file
// has the system's certificates, the programs keep theirs: they would trust nothing else.
func (e *Environment) addRoots(authority *Authority) error {
	node, err := e.bundle("node.pem", get(e.vars, nodeRootsVar), authority)
	if err != nil {
		return err
	}
	if node == "" {
		if node, err = e.write("node.pem", authority.PEM()); err != nil {
			return err
		}
	}
	environ := e.vars
	e.vars = set(e.vars, nodeRootsVar, node)
	for i, name := range rootVars {
		trusted := get(environ, name)
		if trusted == "" {
			trusted = systemRoots(environ)
		}
		path, err := e.bundle(fmt.Sprintf("roots%d.pem", i), trusted, authority)
		if err != nil {
			return err
		}
		if path != "" {
			e.vars = set(e.vars, name, path)
		}
	}
	return nil
}

// systemRoots is the file of certificates that the system trusts; empty if there is none.
func systemRoots(environ []string) string {
	if own := get(environ, "SSL_CERT_FILE"); own != "" {
		return own
	}
	i := slices.IndexFunc(rootFiles, func(file string) bool {
		info, err := os.Stat(file)
		return err == nil && info.Mode().IsRegular()
	})
	if i < 0 {
		return ""
	}
	return rootFiles[i]
}

// bundle writes the certificates of a file and the authority's. Its path is empty if there
// is no such file.
func (e *Environment) bundle(name, of string, authority *Authority) (path string, err error) {
	if of == "" {
		return "", nil
	}
	roots, err := os.ReadFile(of)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading the certificates that %s trusts: %w", name, err)
	}
	return e.write(name, slices.Concat(roots, []byte("\n"), authority.PEM()))
}

// set sets a variable, and get reads one.
func set(environ []string, name, value string) []string {
	kept := slices.DeleteFunc(slices.Clone(environ), func(v string) bool { return strings.HasPrefix(v, name+"=") })
	return append(kept, name+"="+value)
}

func get(environ []string, name string) string {
	value := ""
	for _, v := range environ {
		if rest, ok := strings.CutPrefix(v, name+"="); ok {
			value = rest
		}
	}
	return value
}
