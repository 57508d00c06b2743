package explore

import (
	"periscope/cli/console"
	"periscope/cli/install"
	"periscope/cli/token"
	"periscope/keystore"
)

// StoredSource is the [Source] of the stored teams, which the user can add to and
// remove from while the explorer runs: a [ui.TokenStore], [ui.Installer] and [ui.DriftSource].
// It neither prints nor asks: the explorer has the terminal for itself.
type StoredSource struct {
	*Source
	env    *console.Environment
	tokens *token.Store
	StoredOptions
	// approve shows a person the page of an install; nil: in a browser.
	approve func(install.ApprovalPage) error
}

// StoredOptions are what the user chose for the stored teams.
type StoredOptions struct {
	APIURL      string // empty: the one of each team
	AutoRefresh bool   // renew tokens that run out without being asked
	DriftInputs DriftInputs
}

// NewStoredSource is the source of the teams of a store. Accounts of other tokens may be
// among those of the source.
func NewStoredSource(s *Source, env *console.Environment, store *token.Store, opts StoredOptions) *StoredSource {
	return &StoredSource{Source: s, env: env, tokens: store.Silent(), StoredOptions: opts}
}

// putStored adds the account of a stored token, or puts it in the place of the one
// with its key.
func (s *StoredSource) putStored(e keystore.Entry) Account {
	a := StoredAccounts(s.tokens, []keystore.Entry{e}, s.APIURL, s.AutoRefresh)[0]
	s.Put(a)
	return a
}
