"""The words that tell of contacts: what names one, what becomes of it, what it was like."""

from __future__ import annotations

from detente.model import Mode

# Verbs that are a contact by themselves, with the means they imply.
CONTACT_VERBS: dict[str, Mode] = {
    "call": "call", "phone": "call", "telephone": "call", "ring": "call", "dial": "call",
    "meet": "in-person", "visit": "in-person", "host": "in-person", "receive": "in-person",
    "welcome": "in-person", "greet": "in-person", "summon": "in-person",
    "speak": "unspecified", "talk": "unspecified", "confer": "unspecified",
    "negotiate": "unspecified", "consult": "unspecified", "converse": "unspecified",
    "communicate": "unspecified", "discuss": "unspecified", "reconvene": "unspecified",
    "write": "message", "cable": "message", "sit": "in-person", "dine": "in-person",
    "huddle": "in-person", "see": "in-person", "embrace": "in-person", "shake": "in-person",
    "invite": "in-person", "tell": "call", "inform": "call", "assure": "call",
    "exchange": "unspecified", "correspond": "message", "fly": "in-person", "travel": "in-person",
    "sign": "in-person", "agree": "unspecified", "land": "in-person", "arrive": "in-person",
    "come": "in-person", "go": "in-person",
}  # fmt: skip
# Of these, what makes somebody a guest of the place named.
TRAVEL = {"fly", "travel", "land", "arrive", "come", "go"}
VISITS = TRAVEL | {"visit", "trip"}
# Verbs that are a contact only where both are people of rank.
FACE_TO_FACE = {"see", "sign", "embrace", "shake", "receive", "welcome", "greet", "host", "invite"}

# Nouns that name one.
CONTACT_NOUNS: dict[str, Mode] = {
    "call": "call", "conversation": "unspecified", "talk": "unspecified", "talks": "unspecified",
    "phone": "call", "telephone": "call",
    "meeting": "in-person", "summit": "in-person", "visit": "in-person", "trip": "in-person",
    "negotiation": "unspecified", "discussion": "unspecified", "consultation": "unspecified",
    "dialogue": "unspecified", "dialog": "unspecified", "exchange": "unspecified",
    "communication": "unspecified", "interaction": "unspecified", "contact": "unspecified",
    "letter": "message", "message": "message", "cable": "message", "note": "message",
    "telegram": "message", "encounter": "in-person", "round": "unspecified",
    "session": "unspecified", "sitting": "in-person", "review": "unspecified",
    "videoconference": "video", "teleconference": "call",
    "audience": "in-person", "dinner": "in-person", "lunch": "in-person", "luncheon": "in-person",
    "breakfast": "in-person", "handshake": "in-person", "conference": "unspecified",
    "teleconversation": "call", "deliberation": "unspecified", "parley": "in-person",
    "hotline": "call", "hot": "call", "line": "call", "touch": "unspecified", "notice": "message",
}  # fmt: skip
LOOSE_NOUNS = {"exchange", "note", "line", "hot", "hotline", "phone", "telephone", "conference",
               "trip", "session", "sitting", "review", "round", "contact", "dinner", "lunch",
               "breakfast", "message",
               "interaction", "communication", "cable"}  # fmt: skip

# Verbs that carry a contact noun without saying more than that it took place.
LIGHT_VERBS = {
    "hold", "have", "conduct", "make", "place", "take", "pay", "attend", "begin", "start", "open",
    "resume", "continue", "conclude", "end", "finish", "complete", "launch", "join", "convene",
    "follow", "mark", "co-chair", "chair", "lead", "send", "deliver", "hand", "exchange",
    "engage", "participate", "come", "happen", "occur", "undertake", "wrap", "enter", "return",
    "last", "receive", "get", "accept", "welcome", "describe", "call", "say", "cover", "focus",
    "do",
    "give", "carry", "relay", "pass", "present", "dispatch", "post", "agree", "initiate", "be",
}  # fmt: skip

INITIATE = {"initiate", "place", "request", "seek", "propose", "offer", "demand", "suggest", "urge",
            "instigate", "solicit", "invite", "ask", "arrange", "make", "want", "send",
            "dial"}  # fmt: skip
ASKING_NOUNS = {"request", "initiative", "invitation", "behest", "proposal", "suggestion", "offer",
                "instigation", "demand", "bid", "call", "appeal", "urging"}  # fmt: skip

REFUSE = {"refuse", "decline", "reject", "rebuff", "snub", "spurn", "ignore", "rule", "turn",
          "shun", "boycott", "dismiss", "balk"}  # fmt: skip
CANCEL = {"cancel", "scrap", "postpone", "suspend", "shelve", "scuttle", "abandon", "delay", "call",
          "put", "freeze", "halt", "drop", "skip", "strike"}  # fmt: skip
CANCELLATION = {"cancellation", "postponement", "suspension", "scrapping"}
PROPOSE = {"propose", "offer", "suggest", "request", "seek", "invite", "ask", "urge", "demand",
           "appeal", "press", "extend", "push"}  # fmt: skip
PLAN = {"plan", "schedule", "agree", "arrange", "set", "slate", "due", "intend", "prepare",
        "confirm",
        "announce"}  # fmt: skip
HOPE = {"hope", "want", "wish", "consider", "expect", "try", "aim", "like", "need", "ready",
        "willing", "able", "prepared", "open", "likely", "unlikely", "possible", "free", "happy",
        "reluctant", "unwilling", "hesitant", "eager", "keen", "fail", "hold", "threaten", "think",
        "attempt", "ability", "chance", "opportunity", "possibility", "prospect", "hesitate",
        "encourage", "allow", "enable", "facilitate", "help", "design", "mean",
        "intend"}  # fmt: skip
RELUCTANT = {"reluctant", "unwilling", "hesitant", "loath", "reluctance", "unwillingness"}
CONDITIONAL_MARKS = {"if", "whether", "unless", "should"}
DENY = {"deny", "dispute", "refute"}

NO_PROGRESS = {
    "fruitless", "unfruitful", "unsuccessful", "inconclusive", "deadlock", "deadlocked",
    "stalemate",
    "impasse", "frosty", "icy", "unproductive", "futile", "ineffective", "stall", "stalled",
    "acrimonious", "empty-handed", "nowhere", "standstill", "vain", "stuck", "gridlock",
    "inconclusively", "regurgitate", "stonewall", "bogged",
}  # fmt: skip
NEGATED_PROGRESS = {"progress", "breakthrough", "agreement", "result", "headway", "movement",
                    "fruitful", "productive", "accord", "deal", "compromise", "resolution",
                    "advance", "outcome", "ground", "success", "solution", "sign"}  # fmt: skip
BREAKDOWN = {"collapse", "breakdown", "walkout", "rupture", "derail", "implode"}
PROGRESS = {"progress", "breakthrough", "headway", "fruitful", "productive", "constructive",
            "successful", "narrow", "advance"}  # fmt: skip
AGREEMENT = {"agree", "agreement", "accord", "deal", "pact", "treaty", "sign", "communique",
             "memorandum", "settle", "settlement", "consensus"}  # fmt: skip
# What several sign together, beyond that.
INSTRUMENTS = {"protocol", "declaration", "convention", "document", "act", "instrument", "text"}

TONE = {
    "candid", "frank", "in-depth", "indepth", "depth", "frosty", "icy", "cool", "chilly", "cold",
    "warm", "cordial", "friendly", "brotherly", "fraternal", "constructive", "productive", "useful",
    "tense", "heated", "stormy", "testy", "blunt", "sharp", "angry", "bitter", "acrimonious",
    "businesslike", "open", "sincere", "honest", "respectful", "substantive", "detailed", "serious",
    "straightforward", "direct", "positive", "fruitful", "good", "excellent", "great", "difficult",
    "tough", "hard", "courteous", "polite", "relaxed", "calm", "lengthy", "broad", "wide-ranging",
    "comprehensive", "thorough", "intense", "intensive", "professional", "pragmatic", "cautious",
    "awkward", "strained", "correct", "harsh", "deep", "meaningful", "helpful", "encouraging",
    "amicable", "sober", "brief", "short", "hostile", "disappointing", "extensive", "robust",
    "forthright", "confidential", "informal", "formal", "extraordinary", "historic", "hearty",
    "sympathetic", "gracious", "subdued", "stiff", "curt", "terse", "inconclusive", "fruitless",
}  # fmt: skip
NOT_A_TONE = {"brief", "short", "lengthy", "broad", "formal", "informal", "historic", "direct",
              "extraordinary", "good", "great", "open", "hard", "confidential", "inconclusive",
              "fruitless", "extensive", "serious", "detailed", "depth"}  # fmt: skip

CALL_WORDS = {"phone", "telephone", "hotline", "hot", "by-phone", "tele"}
VIDEO_WORDS = {"video", "virtual", "virtually", "videoconference", "videolink", "online",
               "video-link", "zoom"}  # fmt: skip
BILATERAL = {"bilateral", "two-way", "mutual", "joint", "two-sided", "inter-governmental"}
PAIR_FORMS = {"sino": "CHN", "russo": "RUS", "franco": "FRA", "anglo": "GBR", "indo": "IND",
              "inter-korean": "PRK KOR"}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
            "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
            "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
            "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20}  # fmt: skip
CARDINALS = {"twice": 2, "once": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
             "seven": 7, "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
