function Get-SlackFile {
    param([string]$Url, [string]$Token)
    Invoke-WebRequest -Uri $Url -Headers @{ Authorization = "Bearer $Token" }
}
