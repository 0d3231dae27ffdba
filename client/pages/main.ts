/** What pages of the workbench do beyond plain HTML: keys, rows that fill themselves, questions that take a while. */

import { chosen, onKey } from "./keys.ts";
import { figures } from "./figures.ts";
import { follow } from "./jobs.ts";
import { headlines } from "./library.ts";
import { states } from "./states.ts";

document.addEventListener("keydown", onKey);
chosen();
document.querySelector<HTMLElement>(":target :is(select, input:not([type=hidden]))")?.focus();
void headlines();
follow();
figures();
states();
