require_relative 'api'

module Report
  API = 'https://slack.com/api/'

  def self.fetch_page(endpoint, **params)
    HTTParty.get("https://slack.com/api/#{endpoint}", query: params)
  end

  def self.all(ids)
    team = fetch_page 'team.info' # want: team.info
    ids.each { |id| fetch_page 'users.info', user: id } # want: users.info
    return fetch_page 'emoji.list' # want: emoji.list
  end
end
