// Command s3 keeps one bucket in memory and serves it as S3 does, to whoever asks.
package main

import (
	"flag"
	"log"
	"net/http"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

func main() {
	address := flag.String("address", "", "host:port to listen on")
	bucket := flag.String("bucket", "", "the bucket's name")
	flag.Parse()
	backend := s3mem.New()
	if err := backend.CreateBucket(*bucket); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(*address, gofakes3.New(backend).Server()))
}
