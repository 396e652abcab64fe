/** A thing that can be put into the text after `@` (a colleague) or `/` (a ready answer). */
export interface SuggestionItem {
  key: string;
  label: string;
  hint?: string;
}

export interface SuggestionState {
  items: SuggestionItem[];
  chosen: number;
  rect: DOMRect | null;
  choose: (item: SuggestionItem) => void;
}

export interface SuggestionSource {
  people: (query: string) => SuggestionItem[];
  answers: (query: string) => SuggestionItem[];
  insertAnswer: (key: string) => void;
}

/** Joins the editor's plug-in, which lives outside of React, with the list that React draws. */
export class SuggestionStore {
  private state: SuggestionState | null = null;
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  get = () => this.state;

  set(state: SuggestionState | null): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }

  key(name: string): boolean {
    const { state } = this;
    if (!state || state.items.length === 0) return false;
    const count = state.items.length;
    if (name === 'ArrowDown') this.set({ ...state, chosen: (state.chosen + 1) % count });
    else if (name === 'ArrowUp') this.set({ ...state, chosen: (state.chosen + count - 1) % count });
    else if (name === 'Enter' || name === 'Tab') {
      const item = state.items[state.chosen];
      if (item) state.choose(item);
    } else if (name === 'Escape') this.set(null);
    else return false;
    return true;
  }
}
