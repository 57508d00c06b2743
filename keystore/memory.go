package keystore

import (
	"context"
	"maps"
	"slices"
	"sync"
)

// InMemory is a [Secrets] that ends with the process.
type InMemory struct {
	mu     sync.Mutex
	tokens map[string]Credential
}

// Memory returns an empty place for tokens that lives as long as this process.
func Memory() *InMemory { return &InMemory{tokens: map[string]Credential{}} }

// Get returns the credential of an account, or [ErrNotFound].
func (m *InMemory) Get(_ context.Context, account string) (Credential, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.tokens[account]
	if !ok {
		return Credential{}, ErrNotFound
	}
	return c, nil
}

// Set keeps the credential of an account, in place of any other.
func (m *InMemory) Set(_ context.Context, account string, c Credential) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.tokens[account] = c
	return nil
}

// Delete forgets the credential of an account, or returns [ErrNotFound].
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
