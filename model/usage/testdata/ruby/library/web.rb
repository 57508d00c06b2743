require 'net/http'

SLACK_API = 'https://slack.com/api'

def raw
  Net::HTTP.post(URI('https://slack.com/api/chat.delete'), '') # want: chat.delete
  Net::HTTP.get(URI("#{SLACK_API}/emoji.list")) # want: emoji.list
  Net::HTTP.get(URI(SLACK_API + '/dnd.info')) # want: dnd.info
  # Net::HTTP.get(URI('https://slack.com/api/stars.list'))
  Net::HTTP.get(URI('https://example.com/api/stars.list'))
end
