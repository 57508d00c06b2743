package keystore

import (
	"context"
	"maps"
	"slices"
	"sync"

	"periscope/model"
)

// InMemory is a [Secrets] that ends with the process.
type InMemory struct {
	mu     sync.Mutex
	tokens map[string]model.Token
}

// Memory returns an empty place for tokens that lives as long as this process.
func Memory() *InMemory { return &InMemory{tokens: map[string]model.Token{}} }

// Get returns the token of an account, or [ErrNotFound].
func (m *InMemory) Get(_ context.Context, account string) (model.Token, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	token, ok := m.tokens[account]
	if !ok {
		return model.Token{}, ErrNotFound
	}
	return token, nil
}

// Set keeps the token of an account.
func (m *InMemory) Set(_ context.Context, account string, token model.Token) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.tokens[account] = token
	return nil
}

// Delete forgets the token of an account, or returns [ErrNotFound].
func (m *InMemory) Delete(_ context.Context, account string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.tokens[account]; !ok {
		return ErrNotFound
	}
	delete(m.tokens, account)
	return nil
}

// Accounts are the names of all accounts, sorted.
func (m *InMemory) Accounts(context.Context) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.tokens)), nil
}
