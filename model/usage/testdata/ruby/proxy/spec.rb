require 'rspec'
describe Wrapper do
  before do
    stub_request(:post, 'https://slack.com/api/chat.delete').to_return(body: '{}')
    stub_request(:get, %r{slack.com/api/pins.list})
    allow_any_instance_of(Slack::Web::Client).to receive(:team_info).and_return({})
    expect(client).to receive(:views_open)
  end
  it('x') { expect(WebMock).to have_requested(:post, 'https://slack.com/api/files.delete') }
end
