window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id": "1",
   "id_str": "1",
   "full_text": "I ask because many of us work on weekdays 😀. What would make you come? https://t.co/pic",
   "created_at": "Fri Mar 01 09:30:00 +0000 2024",
   "in_reply_to_status_id_str": null,
   "retweet_count": "1",
   "favorite_count": "1",
   "lang": "en",
   "source": "<a href=\"https://x.example\" rel=\"nofollow\">Web App</a>",
   "entities": {
    "urls": []
   },
   "extended_entities": {
    "media": [
     {
      "url": "https://t.co/pic",
      "expanded_url": "https://twitter.com/ines_reads/status/1/photo/1"
     }
    ]
   }
  }
 },
 {
  "tweet": {
   "id": "2",
   "id_str": "2",
   "full_text": "Yes please! My family 👩‍👩‍👧 would come after lunch https://t.co/h.",
   "created_at": "Fri Mar 02 09:30:00 +0000 2024",
   "in_reply_to_status_id_str": "1",
   "retweet_count": "1",
   "favorite_count": "2",
   "lang": "en",
   "source": "<a href=\"https://x.example\" rel=\"nofollow\">Web App</a>",
   "entities": {
    "urls": [
     {
      "url": "https://t.co/h",
      "expanded_url": "https://library.example/hours"
     }
    ]
   }
  }
 },
 {
  "tweet": {
   "id": "3",
   "id_str": "3",
   "full_text": "A quiet café corner &amp; tea would help all of us.",
   "created_at": "Fri Mar 03 09:30:00 +0000 2024",
   "in_reply_to_status_id_str": "2",
   "retweet_count": "1",
   "favorite_count": "3",
   "lang": "en",
   "source": "<a href=\"https://x.example\" rel=\"nofollow\">Web App</a>",
   "entities": {
    "urls": []
   }
  }
 },
 {
  "tweet": {
   "id": "4",
   "id_str": "4",
   "full_text": "בוקר טוב, I can open the door at nine.",
   "created_at": "Fri Mar 04 09:30:00 +0000 2024",
   "in_reply_to_status_id_str": "990",
   "retweet_count": "1",
   "favorite_count": "4",
   "lang": "en",
   "source": "<a href=\"https://x.example\" rel=\"nofollow\">Web App</a>",
   "entities": {
    "urls": []
   }
  }
 },
 {
  "tweet": {
   "id": "5",
   "id_str": "5",
   "full_text": "RT @tom_k: Sundays are best",
   "created_at": "Fri Mar 05 09:30:00 +0000 2024",
   "in_reply_to_status_id_str": null,
   "retweet_count": "1",
   "favorite_count": "5",
   "lang": "en",
   "source": "<a href=\"https://x.example\" rel=\"nofollow\">Web App</a>",
   "entities": {
    "urls": []
   }
  }
 }
]
