"""Lines a site puts around an article to keep its reader there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.intake.article import Block
from detente.intake.paragraphs import is_short

_LONGEST = 300

# How promotion begins, in a line of at most _LONGEST characters.
_BEGINS = re.compile(
    r"""^[^\w(©]*(?:
      (?:please\s+)?follow\s+(?:us|and\s+listen|our|the\s+author|me)\b
    | (?:like|find|join|contact|reach|connect\s+with|stay\s+connected\s+with)\s+us\b
    | (?:please\s+)?(?:subscribe|sign\s+up)\s*(?:$|now\b|here\b|today\b|free\b)
    | (?:please\s+)?(?:subscribe|sign\s+up)\s+(?:to|for|with)\s(?=[^.]*\b(?:newsletters?|podcasts?
        |channels?|alerts?|updates?|e-?mails?|briefings?|free|us|our|the\s+best)\b)
    | register\s+(?:now|here|today|for\s+free)\b
    | (?:get|receive)\s+(?:the\s+latest|our|all\s+the\s+latest|breaking|news|more)\b
        (?=.*\b(?:inbox|newsletters?|alerts?|app|updates?|stories)\b)
    | listen\s+to\s+(?:our|this\s+article|this\s+story|the\s+podcast)\b
    | download\s+(?:our|the)\s+(?:\w+\s+){0,2}app\b
    | (?:click|tap)\s+(?:here|to)\b
    | (?:related|recommended|also\s+on|more\s+on\s+this)\s*[:>»→]
    | (?:(?:also|more)\s+)?(?:read|see|watch|listen)(?:\s+(?:more|next|also|here|now))?\s*[:>»→]
    | (?:related|recommended|more)\s+(?:stories|articles|news|reading|coverage|content)\s*[:>»→]
    | read\s+the\s+(?:full|original)\s+(?:story|article|report)\b
    | (?:share|tweet|pin|e-?mail|print|save|send)\s+(?:this|on|via|to)\b(?!.*[.!?]$)
    | (?:we|this\s+(?:web)?site|our\s+(?:web)?site)\s+(?:and\s+our\s+partners\s+)?
        uses?\s+(?:\w+\s+)?cookies\b
    | by\s+(?:continuing|using|clicking)\b.*\b(?:cookies|site|terms|privacy|agree)\b
    | (?:accept|manage|reject)\s+(?:all\s+)?cookies\b
    | (?:©|\(c\)\s|copyright\s+(?:©|\(c\)|\d{4}))
    | our\s+standards\s*:
    | (?:have|got)\s+a\s+(?:news\s+)?tip\b
    | (?:want|looking\s+for)\s+more\s+(?:stories|news)\b
    | if\s+you\s+like\s+what\s+you\s+read\b
    | support\s+(?:our|independent|quality)\s+journalism\b
    | (?:skip|jump)\s+to\s+(?:main\s+)?content\b
    | (?:leave|post|add|write)\s+a\s+(?:comment|reply)\b
    | (?:home|news)\s*[>»/›]\s*\w
    )""",
    re.IGNORECASE | re.VERBOSE,
)

# Whole lines: advertisements, share bars, menus, rules.
_WHOLE = re.compile(
    r"""^[\W_]*(?:
      advertise?ments?(?:\W+(?:below|continue|scroll|story|article)\b.*)?|ad|sponsored(?:\s+content)?
    | (?:story|article)\s+continues\s+(?:below|after).*
    | (?:scroll|keep\s+scrolling).*to\s+(?:continue|read).*
    | share|tweet|facebook|twitter|x|linkedin|whats\s?app|telegram|reddit|e-?mail|print|save
    | copy\s+link|comments?(?:\s*\(?\d+\)?)?|\d+\s+(?:comments?|shares?)|like|reply|bookmark
    | menu|search|close|(?:sign|log)\s+in|subscribe|register|promoted
    | (?:load|show|see)\s+more|view\s+all|back\s+to\s+top
    | (?:\d+|a|one|two|three|five)[-\s]min(?:ute)?s?\s+read|reading\s+time.*
    | (?:first\s+)?(?:published|updated)\s+\d+\s+\w+\s+ago|\d+\s+(?:minutes?|hours?|days?)\s+ago
    | all\s+rights\s+reserved|(?:tags?|topics?|filed\s+under)\s*:.*|ends|30
    )?[\W_]*$""",
    re.IGNORECASE | re.VERBOSE,
)

# Lines that announce headlines of other articles.
_OPENS_LIST = re.compile(
    r"""^\W*(?:
      (?:related|recommended|suggested|similar|popular|trending|latest|top|more)\s+
        (?:articles?|stories|news|posts?|topics?|content|coverage|reading|links?)
    | related|recommended(?:\s+for\s+you)?|also\s+(?:read|see)
    | (?:read|see|watch)\s+(?:also|more|next)
    | what\s+to\s+read\s+next|keep\s+reading|up\s+next|trending(?:\s+now)?|don['’]t\s+miss
    | you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in)
    | most\s+(?:read|popular|viewed|shared)|editors?['’]?s?\s+picks?|from\s+(?:around\s+)?the\s+web
    | more\s+from\s+.{1,40}
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)

# Who else worked on an article: "Reporting by …; Editing by …", "… contributed to this report."
_CREDIT = re.compile(
    r"""^[(\[]?(?:
      (?:additional\s+)?(?:reporting|writing|editing|compiled|edited|translated)\s+by\s+(?-i:[A-Z])
    | [^.]{3,120}\bcontributed\s+(?:reporting\b|to\s+this\s+(?:report|story|article)\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def is_promotion(line: str) -> bool:
    """Whether a line is promotion, a share bar, a legal or cookie notice, or a credit roll."""
    if len(line) > _LONGEST:
        return False
    return any(rule.search(line) for rule in (_BEGINS, _WHOLE, _OPENS_LIST, _CREDIT))


def drop_promotion(blocks: Sequence[Block]) -> list[Block]:
    """Take promotion out, with the headlines that follow a line such as "Related articles".

    Between paragraphs such a line announces one headline, at the end a list of them. Two or
    more headlines that end a text are such a list even where nothing announces it.
    """
    promoted = [is_promotion(block.text) for block in blocks]
    prose = [
        i
        for i, block in enumerate(blocks)
        if not promoted[i] and not block.heading and not is_short(block.text)
    ]
    last = prose[-1] if prose else len(blocks)
    kept: list[Block] = []
    quota = 0
    for i, block in enumerate(blocks):
        if promoted[i]:
            if _OPENS_LIST.match(block.text):
                quota = 1 if i < last else len(blocks)
        elif quota and is_short(block.text) and not block.heading:
            quota -= 1
        else:
            quota = 0
            kept.append(block)
    tail = len(kept)
    while prose and tail and kept[tail - 1].heading is None and is_short(kept[tail - 1].text):
        tail -= 1
    return kept[:tail] if len(kept) - tail > 1 else kept
