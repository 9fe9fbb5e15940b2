// Begins the window.
import { mount } from 'svelte';
import './style.css';
import App from './views/window/App.svelte';
import { followSystem } from './platform/theme';

followSystem();
mount(App, { target: document.getElementById('window')! });
