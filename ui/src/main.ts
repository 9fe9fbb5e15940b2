// Mounts the window. Start here: App.svelte.
import { mount } from 'svelte';
import { markScrollBars } from './platform/scroll-bars';
import { followSystem } from './platform/theme';
import './style.css';
import App from './views/window/App.svelte';

followSystem();
markScrollBars();
mount(App, { target: document.getElementById('window')! });
