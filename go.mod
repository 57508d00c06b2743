module periscope

go 1.26
