/* Texts divided into runs that each have words of their own: of all ways to divide them the
 * one by which the words are likeliest (Utiyama and Isahara 2001). For talk in which nothing
 * but the words tells where a topic begins. */
#ifndef MS_TEXT_DIVIDE_H
#define MS_TEXT_DIVIDE_H

#include "text/vectors.h"

/* firsts[0..*count) are the texts that runs begin with, the first of all among them; firsts
 * has as many places as there are texts. No run is shorter than `least` texts, if there are
 * so many. price is what a run costs, in logarithms of the number of entries: the more, the
 * fewer runs (3 is good). Of very many texts only about a thousand may begin a run, and a
 * run has at most about 50,000 entries, so that time is bounded. *steps is what it cost.
 * MS_E_MEMORY. */
ms_status ms_divide(const ms_vectors *vectors, size_t least, double price, size_t *firsts,
                    size_t *count, uint64_t *steps) MS_CHECKED;

#endif
