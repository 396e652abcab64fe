export function sizeText(bytes: number, language: string): string {
  const [unit, size] = bytes < 1e3 ? (['byte', 1] as const) : bytes < 1e6 ? (['kilobyte', 1e3] as const) : (['megabyte', 1e6] as const);
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
  return format.format(bytes / size);
}

function itemOf(file: File, language: string) {
  const item = document.createElement('li');
  item.textContent = `${file.name} (${sizeText(file.size, language)})`;
  return item;
}

export function takeFiles(box: HTMLElement, language: string) {
  const input = box.querySelector<HTMLInputElement>('input[type=file]');
  if (!input) return;
  const hint = document.createElement('p');
  hint.className = 'hint';
  hint.textContent = box.dataset.dropText ?? '';
  const list = document.createElement('ul');
  list.setAttribute('aria-live', 'polite');
  box.append(hint, list);
  const show = () => list.replaceChildren(...[...(input.files ?? [])].map((file) => itemOf(file, language)));
  const add = (more: FileList) => {
    const all = new DataTransfer();
    for (const file of [...(input.files ?? []), ...more]) all.items.add(file);
    input.files = all.files;
    show();
  };
  const over = (yes: boolean) => box.classList.toggle('over', yes);
  input.addEventListener('change', show);
  box.addEventListener('dragover', (event) => {
    event.preventDefault();
    over(true);
  });
  box.addEventListener('dragleave', () => over(false));
  box.addEventListener('drop', (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer) add(event.dataTransfer.files);
  });
  (input.form ?? box).addEventListener('paste', (event) => {
    const pasted = (event as ClipboardEvent).clipboardData?.files;
    if (!pasted?.length) return;
    event.preventDefault();
    add(pasted);
  });
}
