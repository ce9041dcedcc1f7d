/** Verbs that tasks begin with. They tell "buy milk and call mom" (two) from "salt and pepper" (one). */
const ACTION_VERBS = new Set(
  (
    'add answer apply arrange ask assemble back bake book borrow bring brush build buy call cancel catch change ' +
    'charge check choose clean clear collect complete confirm contact cook copy create cut decide deliver ' +
    'deposit discuss do donate download draft drive drop edit email empty explain feed file fill find finish fix ' +
    'fold follow get give go greet grab hang hire help hoover install invite iron join learn leave let listen ' +
    'look mail make meet message mop move mow open order organize organise pack paint park pay phone pick plan ' +
    'plant play post practice practise prepare print publish pull purchase push put read refill register remember ' +
    'remove renew rent repair replace reply report request research reserve resolve return review ring run rake scan ' +
    'schedule sell send set sew share ship shop sign skype solve speak start stop study submit sweep take talk tell ' +
    'test text throw tidy top transfer translate trim try tune turn unpack update upgrade upload vacuum visit walk wash ' +
    'wake watch water weed wipe withdraw wrap write'
  ).split(' '),
);

export function startsWithVerb(text: string): boolean {
  const first = /^[^\p{L}]*([\p{L}]+)/u.exec(text)?.[1]?.toLowerCase() ?? '';
  return ACTION_VERBS.has(first);
}
