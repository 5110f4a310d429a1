"""How quick summaries are: summary.py COMMAND WORK DOCUMENTS. See summary.sh."""
import os
import resource
import statistics
import subprocess
import sys
import zipfile

ROUNDS = int(os.environ.get("MS_BENCH_ROUNDS", "3"))
SENTENCES = 10000
command, work, documents = sys.argv[1], sys.argv[2], int(sys.argv[3])


def seconds(*arguments):
    """Processor time of a run on one core; the results go nowhere."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([command, *arguments, "--jobs", "1", "--to", "jsonl", "-q"], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def medians(products, path):
    times = {product: [] for product in products}
    for _ in range(ROUNDS):
        for product in products:
            times[product].append(seconds(product, path))
    return {product: statistics.median(all_times) for product, all_times in times.items()}


def make_book(corpus, path):
    """All that is said in a corpus, as paragraphs of one text, until there are sentences enough."""
    count, parts = 0, []
    with zipfile.ZipFile(corpus) as archive:
        for name in archive.namelist():
            for line in archive.read(name).decode("utf-8", "replace").split("\n"):
                line = line.rsplit("**", 1)[-1].lstrip(": ")
                if len(line) > 40:
                    parts.append(line)
                    count += sum(line.count(mark) for mark in (". ", "? ", "! ")) + 1
            if count >= SENTENCES:
                break
    with open(path, "w", encoding="utf-8") as book:
        book.write("\n\n".join(parts))
    return count


subprocess.run([sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpora.py"), work, str(documents), "zh", "en"], check=True)
for language in ("zh", "en"):
    corpus = os.path.join(work, language + ".zip")
    with zipfile.ZipFile(corpus) as archive:
        count = len(archive.namelist())
    for product, time in medians(("dataset", "mentions", "keywords", "topics", "summary"), corpus).items():
        print(f"{language} {product:9} {count / time:7.0f} documents/s   {1000 * time / count:6.2f} ms each")
book = os.path.join(work, "book.txt")
sentences = make_book(os.path.join(work, "en.zip"), book)
print(f"book of {sentences} sentences: summary in {medians(('summary',), book)['summary']:.2f} s")
