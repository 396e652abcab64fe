export function askFirst(form: HTMLFormElement) {
  form.addEventListener('submit', (event) => {
    if (!window.confirm(form.dataset.confirm)) event.preventDefault();
  });
}

export const isBusy = (form: HTMLFormElement) => form.getAttribute('aria-busy') === 'true';

export function sendOnce(form: HTMLFormElement) {
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (isBusy(form)) event.preventDefault();
    form.setAttribute('aria-busy', 'true');
  });
  // Coming back by the back button finds the page as it was left.
  window.addEventListener('pageshow', () => form.removeAttribute('aria-busy'));
}
